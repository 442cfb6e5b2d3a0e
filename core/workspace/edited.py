"""What was edited by hand, beside the plugin: kept among the runs, so that what rests on it is known to be older."""

from __future__ import annotations

from collections.abc import Sequence

from .workspace import Workspace, note_run

EDITED = "qgis:edit"


def note_edit(workspace: Workspace, tables: Sequence[str]) -> int:
    """Note that tables were changed in an edit session of QGIS; the number of the run. CoreError where it cannot be written."""
    with workspace.backing.writing() as session:
        session.lock()
        return note_run(session, EDITED, tables)
