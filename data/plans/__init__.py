"""National plans of action, and the articles of law that indicators speak to: content, read and checked."""
