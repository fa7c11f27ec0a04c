"""The verbs of the command, by what one wants to do, each with what it does."""

GROUPS = {
    "use a package": {
        "validate": "check a package in five layers",
        "verify": "check a package against your copy of the article",
        "compare": "list what differs between two versions, and the version step that this requires",
        "reliability": "report inter-coder agreement: how far independent codings agree",
    },
    "code an article": {
        "init": "create a package for another article",
        "sheet": "make an empty coding sheet, with the passages to read and lists of the codes",
        "anchor": "merge a coding sheet into the tables, or turn quotes into evidence and mentions",
        "drop": "take records back that were merged by mistake, with all that is said of them",
        "todo": "list what is still to code",
        "export": "write what is coded for an annotation tool: evidence, mentions and relations",
        "import": "read what was marked in an annotation tool into a coding sheet",
        "text": "print the canonical text of a copy, in which positions are counted",
        "fingerprint": "turn an article into seeds/: positions, lengths and hashes of its passages",
    },
    "publish a package": {
        "tidy": "bring tables and descriptor into canonical form, without changing what any cell says",
        "build": "write every file that repeats a fact of the package, its other formats, or a site to explore it",
        "upgrade": "bring a package to the newest version of the profile, without touching what is coded",
        "release": "make the files of a release: the package as a zip, the other formats, checksums, notes",
    },
    "work with many": {
        "combine": "put packages together into a corpus, every id under the namespace of its package",
    },
    "set up the command": {
        "completion": "print a script that lets a shell complete verbs and options",
    },
}
VERBS = {verb: what for verbs in GROUPS.values() for verb, what in verbs.items()}
