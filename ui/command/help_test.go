package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gd8/ui/command/usage"
)

// eachCommand calls do for every command an officer can see.
func eachCommand(c *cobra.Command, do func(*cobra.Command)) {
	if c.Hidden {
		return
	}
	do(c)
	for _, sub := range c.Commands() {
		eachCommand(sub, do)
	}
}

// words are the words of a line as a shell reads them, as far as examples go:
// up to a redirection or an explanation set far to the right.
func words(line string) []string {
	line, _, _ = strings.Cut(strings.TrimSpace(line), "   ")
	var list []string
	for _, w := range regexp.MustCompile(`"[^"]*"|'[^']*'|\S+`).FindAllString(line, -1) {
		if w == ">" || w == ">>" || w == "<" || w == "|" {
			break
		}
		list = append(list, strings.Trim(w, `"'`))
	}
	return list
}

// An example that gd8 would refuse is worse than none.
func TestEveryCommandSaysWhatItIsForWithExamplesThatWork(t *testing.T) {
	eachCommand(newCommands().root(), func(c *cobra.Command) {
		if c.Short == "" || c.Long == "" || c.Example == "" {
			t.Errorf("%s has no summary, description or example", c.CommandPath())
			return
		}
		own := false
		for line := range strings.Lines(c.Example) {
			args := words(line)
			for len(args) > 0 && strings.Contains(args[0], "=") {
				args = args[1:]
			}
			if len(args) == 0 || args[0] != "gd8" {
				continue
			}
			root := newCommands().root()
			named, rest, err := root.Find(args[1:])
			if err != nil {
				t.Errorf("%s: %q names no command: %v", c.CommandPath(), line, err)
				continue
			}
			if err := named.ParseFlags(rest); err != nil {
				t.Errorf("%s: %q: %v", c.CommandPath(), line, err)
				continue
			}
			if named.Args != nil {
				if err := named.Args(named, named.Flags().Args()); err != nil {
					t.Errorf("%s: %q: %v", c.CommandPath(), line, err)
				}
			}
			own = own || named.CommandPath() == c.CommandPath() || strings.HasPrefix(named.CommandPath(), c.CommandPath()+" ")
		}
		if !own {
			t.Errorf("%s has no example of its own", c.CommandPath())
		}
	})
}

func TestNoLineOfHelpIsWiderThanAWindow(t *testing.T) {
	eachCommand(newCommands().root(), func(c *cobra.Command) {
		usage, rest, _ := strings.Cut(c.UsageString(), "\nExamples:\n") // a command line is not broken
		_, rest, _ = strings.Cut(rest, "\n\n")
		for line := range strings.Lines(c.Long + "\n" + usage + "\n" + rest) {
			if len([]rune(strings.TrimSpace(line))) > 84 {
				t.Errorf("%s: %q", c.CommandPath(), line)
			}
		}
	})
}

func TestEveryFlagOfAFewWordsIsCompleted(t *testing.T) {
	found := 0
	eachCommand(newCommands().root(), func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			word, ok := f.Value.(*usage.Choice)
			if !ok {
				return
			}
			complete, ok := c.GetFlagCompletionFunc(f.Name)
			if !ok {
				t.Errorf("%s --%s is not completed", c.CommandPath(), f.Name)
				return
			}
			found++
			if got, how := complete(c, nil, ""); strings.Join(got, ",") != strings.Join(word.Words, ",") || how != cobra.ShellCompDirectiveNoFileComp {
				t.Errorf("%s --%s: %q", c.CommandPath(), f.Name, got)
			}
		})
	})
	if found < 5 {
		t.Errorf("%d flags", found)
	}
}

// pages writes the manual into a folder.
func pages(t *testing.T) (folder string, names []string) {
	t.Helper()
	folder = t.TempDir()
	if _, err := newCommands().writeManuals(newCommands().root(), folder, false); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.1"))
	if err != nil {
		t.Fatal(err)
	}
	return folder, names
}

func TestThereIsAManualPageOfEveryCommand(t *testing.T) {
	folder, names := pages(t)
	want := 0
	eachCommand(newCommands().root(), func(c *cobra.Command) {
		want++
		text, err := os.ReadFile(filepath.Join(folder, pageName(c)+".1"))
		if err != nil {
			t.Error(err)
			return
		}
		c.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(string(text), escaped("--"+f.Name)) {
				t.Errorf("%s has nothing of --%s", pageName(c), f.Name)
			}
		})
	})
	if len(names) != want {
		t.Errorf("%d pages of %d commands", len(names), want)
	}
	if _, err := newCommands().writeManuals(newCommands().root(), folder, false); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("pages were written over: %v", err)
	}
}

func TestTheManualPagesAreWhatGroffTakes(t *testing.T) {
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("groff is needed to read the pages, and it is not installed (Debian's package groff-base)")
	}
	_, names := pages(t)
	for _, name := range names {
		var warned strings.Builder
		cmd := exec.Command("groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", name)
		cmd.Stderr = &warned
		said, err := cmd.Output()
		if err != nil || warned.Len() > 0 {
			t.Errorf("%s: %v\n%s", filepath.Base(name), err, warned.String())
		}
		if filepath.Base(name) == "gd8-import.1" && (!strings.Contains(string(said), "--skip-bad") || !strings.Contains(string(said), "gd8 import --dry-run")) {
			t.Errorf("the page of import:\n%s", said)
		}
	}
}
