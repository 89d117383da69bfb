"""Notices: what stakeholders must know that belongs to no version."""

from forgebook.kinds.notice.kind import NoticeKind

KIND = NoticeKind()
