"""The commands, a module a family; `app.COMMANDS` says where each one is."""
