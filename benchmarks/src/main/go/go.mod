module dev.weft/twin

go 1.22
