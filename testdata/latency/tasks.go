//go:build unix

package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// tasksPatience is how long an import into Taskwarrior may take.
const tasksPatience = 3 * time.Minute

// tasks gives Taskwarrior, whose shell tasksh is, the incidents as tasks: as
// many as it takes in a few minutes, a tenth as often as it does not. The file
// given back holds the rows it has.
func (b *bench) tasks(incidents int) (file string, taken int, err error) {
	for taken = incidents; taken >= 100; taken /= 10 {
		folder, err := b.kept(fmt.Sprintf("tasks-%d", taken), func(folder string) error { return b.makeTasks(folder, taken) })
		if err == nil {
			return filepath.Join(folder, "rows.csv"), taken, nil
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			return "", 0, err
		}
		fmt.Fprintf(b.log, "  Taskwarrior did not take %s tasks in %s\n", thousands(taken), tasksPatience)
	}
	return "", 0, errors.New("not even a hundred tasks were taken by Taskwarrior")
}

// makeTasks makes a folder with Taskwarrior's data. It is told to ask nothing
// and to leave out what only costs it time.
func (b *bench) makeTasks(folder string, n int) error {
	rows, err := b.csv(n)
	if err != nil {
		return err
	}
	list, err := taskList(rows)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(rows)
	if err != nil {
		return err
	}
	const rc = "confirmation=off\ngc=off\nhooks=off\nrecurrence=off\nverbose=nothing\nreport.minimal.columns=id,description\nreport.minimal.labels=ID,Description\nreport.minimal.sort=entry+\n"
	write := func(name string, data []byte) error { return os.WriteFile(filepath.Join(folder, name), data, 0o600) }
	if err := errors.Join(os.MkdirAll(folder, 0o700), write("rc", []byte(rc)), write("rows.csv", text), write("tasks.json", list)); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), tasksPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "task", "import", filepath.Join(folder, "tasks.json"))
	cmd.Env = []string{"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "TASKDATA=" + folder, "TASKRC=" + filepath.Join(folder, "rc")}
	from := time.Now()
	if err := cmd.Run(); err != nil {
		return errors.Join(ctx.Err(), err)
	}
	fmt.Fprintf(b.log, "  Taskwarrior took %s tasks in %s\n", thousands(n), milliseconds(time.Since(from)))
	return nil
}

// taskList is a file of incidents as tasks to import: a line of text each, in
// the order of the file.
func taskList(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	type task struct {
		Description string `json:"description"`
		Entry       string `json:"entry"`
		Status      string `json:"status"`
	}
	var list []task
	entered := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, row := range rows[1:] {
		list = append(list, task{row[2] + " " + row[1] + " " + row[4] + " " + row[11], entered.Add(time.Duration(i) * time.Second).Format("20060102T150405Z"), "pending"})
	}
	return json.Marshal(list)
}
