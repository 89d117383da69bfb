"""Deployments: what went where, when, and how it ended."""

from forgebook.kinds.deployment.kind import DeploymentKind

KIND = DeploymentKind()
