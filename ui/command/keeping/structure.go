package keeping

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"gd8/store/audit"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
)

// The walk over a damaged file's pages can end the process or go round in it
// without end. So gd8 starts itself once more to do it, and outlives that.

// structureName is the name of the hidden command that the second gd8 runs.
const structureName = "check-structure"

func (p commands) structureCommand() *cobra.Command {
	return &cobra.Command{
		Use:    structureName + " FILE",
		Short:  "Look at every page of a store's file",
		Long:   structureName + ` is what gd8 verify runs in a process of its own.`,
		Hidden: true,
		Args:   usage.Exactly(1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.ToOutput(func(w *bufio.Writer) error {
				e := json.NewEncoder(w)
				var failed error
				err := audit.CheckStructure(args[0], func(f audit.Finding) {
					failed = errors.Join(failed, e.Encode(f))
				})
				return errors.Join(err, failed)
			})
		},
	}
}

// structureTime is how long the walk over a file of a size may take: many
// times what a slow disk needs.
func structureTime(size int64) time.Duration {
	const least, eachMiB = time.Minute, time.Second
	return least + time.Duration(size>>20)*eachMiB
}

// checkStructure gives what is wrong with the structure of a store's file.
// What keeps the check from being made at all, such as another gd8 that has
// the store open, is left to the opening of the store to say.
func (p commands) checkStructure(ctx context.Context, path string, found func(audit.Finding)) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("gd8 could not find its own program to check the file with: %w", err)
	}
	limit := structureTime(info.Size())
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	child := exec.CommandContext(limited, self, structureName, "--", path)
	var said, problem bytes.Buffer
	child.Stdout, child.Stderr = &said, &problem
	err = child.Run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	findings := 0
	for lines := bufio.NewScanner(&said); lines.Scan(); {
		var f audit.Finding
		if json.Unmarshal(lines.Bytes(), &f) == nil && f.Problem != "" { // the last line of one that crashed may be cut
			found(f)
			findings++
		}
	}
	if why := endedBadly(err, limited, limit); why != "" {
		found(audit.Finding{Where: "file structure", Problem: "the file structure is damaged: looking at it " + why})
	}
	return nil
}

// endedBadly says how a check came to no end of its own, blank where it did.
func endedBadly(err error, ctx context.Context, limit time.Duration) string {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return ""
	case ctx.Err() != nil:
		return fmt.Sprintf("did not end within %s", limit)
	case errors.As(err, &exit) && exit.ExitCode() == program.ExitFailed:
		return "" // it said so itself, and opening the store says it again
	}
	return fmt.Sprintf("ended with %v", err)
}
