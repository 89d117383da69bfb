"""What releases mean together: their lines, what lies between two of them, what each reader is told, what is live.

Pages, commands and the page of a release ask here, so that all of them say the same. It reads the graph and nothing
else; a filtered graph gives what that reader may know.
"""
