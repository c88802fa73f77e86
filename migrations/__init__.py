"""The tables of both databases, revision by revision: one numbered chain each, its last named in HEAD."""
