"""What the ministry changed in its plans: written in the caller's transaction with its reason, never taken back.

The right to it is asked here. A later change of the same thing holds from then on; the earlier ones stay readable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import NotAllowed
from data.model import Quarter, Visitor
from data.plans.changing import Proof, TargetChange
from data.store import audit
from data.store.plan_tables import milestone_proofs, plan_targets
from data.store.review import refuse_no_reason


def set_target(connection: Connection, change: TargetChange, *, by: Visitor) -> None:
    """Keep a change of a target or a baseline.

    Raises:
        NotAllowed: if the visitor may not.
        NothingSaid: if there is no reason, or a novel.
    """
    _may(by, change.reason)
    row = {
        "plan": change.plan,
        "measure": change.measure,
        "year": change.year,
        "since": str(change.since) if change.since else None,
        "value": change.value,
    }
    _keep(connection, plan_targets, row, change, action="set_target", subject=f"{change.plan} {change.measure}")


def prove(connection: Connection, proof: Proof, *, by: Visitor) -> None:
    """Keep the document that proves a milestone.

    Raises:
        NotAllowed: if the visitor may not.
        NothingSaid: if there is no reason, or a novel.
    """
    _may(by, proof.reason)
    row = {key: getattr(proof, key) for key in ("plan", "milestone", "document", "number", "dated", "link")}
    _keep(connection, milestone_proofs, row, proof, action="prove_milestone", subject=f"{proof.plan} {proof.milestone}")


def target_changes(connection: Connection, *, until: dt.datetime | None = None) -> tuple[TargetChange, ...]:
    """Every change of a target, oldest first; those that were there at a moment, or all."""
    return tuple(
        TargetChange(
            plan=row.plan,
            measure=row.measure,
            year=row.year,
            since=Quarter.parse(row.since) if row.since else None,
            value=row.value,
            at=row.at,
            by=row.by,
            reason=row.reason,
        )
        for row in connection.execute(_until(plan_targets, until))
    )


def proofs(connection: Connection, *, until: dt.datetime | None = None) -> tuple[Proof, ...]:
    """Every proof of a milestone, oldest first; those that were there at a moment, or all."""
    return tuple(
        Proof(row.plan, row.milestone, row.document, row.number, row.dated, row.link, row.at, row.by, row.reason)
        for row in connection.execute(_until(milestone_proofs, until))
    )


def _may(by: Visitor, reason: str) -> None:
    if not rights.may_edit_plan(by):
        raise NotAllowed
    refuse_no_reason(reason)


def _keep(
    connection: Connection,
    table: sa.Table,
    row: Mapping[str, object],
    said: TargetChange | Proof,
    *,
    action: str,
    subject: str,
) -> None:
    audit.hold(connection)
    connection.execute(table.insert().values(**row, at=said.at, by=said.by, reason=said.reason.strip()))
    audit.append(connection, [audit.Entry(at=said.at, actor=said.by, action=action, subject=subject)])


def _until(table: sa.Table, moment: dt.datetime | None) -> sa.Select[tuple[object, ...]]:
    chosen = sa.select(table).order_by(table.c.id)
    return chosen if moment is None else chosen.where(table.c.at <= moment)
