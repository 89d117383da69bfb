from forgebook.kinds.decision.kind import DecisionKind

KIND = DecisionKind()
