"""The suite's own work, and what was given up."""

from storefront_schema.mutations.work.dead_letter_replay import DeadLetterReplay

MUTATIONS = {
    "dead_letter_replay": DeadLetterReplay,
}
