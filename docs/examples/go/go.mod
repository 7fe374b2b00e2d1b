module example/watcher

go 1.22
