"""One of several people who decide on the same findings of a server at once: address, name, number of rounds.

Prints what this person was told was written, and the conflicts, as JSON.
"""

from __future__ import annotations

import json
import random
import sys


def main(place: str, who: str, rounds: int) -> None:
    from fengsui.core.workspace.decide import Conflict, decide
    from fengsui.core.workspace.workspace import open_workspace, read

    workspace, choose = open_workspace(place), random.Random(who)
    print("ready", flush=True)
    sys.stdin.readline()
    written, told = [], []
    for number in range(rounds):
        table = read(workspace, "findings")
        chosen = table.iloc[choose.sample(range(len(table)), 3)]
        try:
            taken = decide(workspace, chosen, "excepted", who, f"{who} {number}")
            written += [[row["key"], row["version"], row["who"], row["reason"]] for row in taken.to_dict("records")]
        except Conflict as conflict:
            told.append([str(conflict), conflict.standing["who"].tolist()])
    print(json.dumps({"written": written, "told": told}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
