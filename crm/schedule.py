"""What runs when: the name of a task and the seconds between two runs of it."""

BEAT: dict[str, float] = {
    "crm.home.tasks.move_the_queue": 15,
}
