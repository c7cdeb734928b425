"""Writing projects on disk: Markdown files in a folder the writer owns, and a hidden folder beside them.

What lies where::

    project.json        the outline, readable; keys of other programs survive (outline_file)
    manuscript/*.md     a scene each, named once from its title and id (names)
    notes/*.md          a note each
    pictures/           copies of pictures (pictures)
    .atelier/           may be deleted without losing any text as it is now
        lock            who has the project (project_lock)
        outline.json    a copy of project.json for a bad day (opening)
        index.db        counts, passages, vectors; made again when broken (retrieval)
        versions/       texts as they were, packed, named by their content (versions)
        typing/         what is typed and not saved yet (typing_journal)
        memory/         small things: chats, settings, the log of days (remembered)
        trash/          texts of what is in the trash

Line ends: a file keeps the kind it has. In one with several kinds, lines that were not changed keep
theirs, and changed lines get the commonest (contents).
"""
