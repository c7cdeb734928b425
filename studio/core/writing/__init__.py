"""The writer's half, pure: outline of a project, writing tools, what the model reads, memory."""
