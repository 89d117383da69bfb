"""Handovers: what passes from one to others, until each receiver has accepted."""

from forgebook.kinds.handover.kind import HandoverKind

KIND = HandoverKind()
