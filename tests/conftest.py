"""Shared by all tests. That this file exists lets them import `support`."""
