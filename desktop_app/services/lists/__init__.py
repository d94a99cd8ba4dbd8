"""Lists a clerk shapes: conditions over the register, kept under a name, grouped and counted.

``fields`` (what can be asked) · ``line`` (one condition, in words) · ``sql`` (conditions as a statement) · ``values`` (what
there is to choose from) · ``saved`` (lists kept in the data file and shared as files) · ``groups`` (group and count).
"""
