"""`/send`: handing in a return over a poor line, in small pages without script or websocket."""
