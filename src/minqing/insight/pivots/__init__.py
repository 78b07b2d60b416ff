"""The pivot: declared measures by place, organisation, time, matter and channel, within a reader's reach."""
