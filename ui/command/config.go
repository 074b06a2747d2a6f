package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/ui/command/usage"
	"gd8/ui/settings"
)

// configFlags say what gd8 config does.
type configFlags struct {
	format usage.Choice
	init   bool
}

func (p commands) configCommand() *cobra.Command {
	f := configFlags{format: usage.FirstOf("text", "json")}
	c := &cobra.Command{
		Use:   "config",
		Short: "Say what is set, and where each value comes from",
		Long: `config lists every setting with the value in effect and where it comes from: a
flag comes before the environment, the environment before the settings file, and
the file before the default. The file is optional. With --init one is written in
which every line is a comment that says what could be set.`,
		Example: `  gd8 config
  gd8 config --format json
  gd8 config --init`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			if f.init {
				return p.initSettings()
			}
			return p.config(f.format.Value == "json")
		},
	}
	usage.AddFormat(c, &f.format)
	c.Flags().BoolVar(&f.init, "init", false, "write a settings file that sets nothing, to begin from")
	return c
}

// initSettings writes an example of a settings file where there is none.
func (p commands) initSettings() error {
	path := p.SettingsFile()
	if path == "" {
		path = settings.UsualPath(p.Getenv)
	}
	if path == "" {
		return errors.New("no home folder is set, so gd8 does not know where its settings lie; give --settings FILE")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the folder of the settings could not be made: %w; make it, or give --settings FILE", err)
	}
	err := export.WriteFile(path, export.Replace{}, func(w io.Writer) error {
		_, err := io.WriteString(w, settings.Example())
		return err
	})
	if errors.Is(err, export.ErrExists) {
		return fmt.Errorf("the settings file %q is there already and was left as it is; edit it, or see gd8 config", path)
	}
	if err != nil {
		return err
	}
	p.Say("Written: %s. It sets nothing yet: take the # away before a line.", path)
	return nil
}

// configured is what gd8 config says in JSON.
type configured struct {
	File     string         `json:"file"`
	Found    bool           `json:"found"`
	Settings []settingValue `json:"settings"`
	Store    storePlace     `json:"store"`
}

// storePlace is the store in JSON.
type storePlace struct {
	Path string `json:"path"`
	From string `json:"from"` // a flag, a variable, data_folder or default
}

// settingValue is a setting in JSON.
type settingValue struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	From     string `json:"from"` // flag, environment, file or default
	Line     int    `json:"line,omitempty"`
	Flag     string `json:"flag,omitempty"`
	Variable string `json:"variable"`
}

func (p commands) config(asJSON bool) error {
	set, err := p.Settings()
	if err != nil {
		return err
	}
	path, from, noStore := p.StorePlace()
	return p.ToOutput(func(w *bufio.Writer) error {
		if asJSON {
			return writeConfigured(w, set, storePlace{path, from})
		}
		look := p.Look(p.Out)
		switch file, found := set.File(); {
		case file == "":
			fmt.Fprintln(w, "Settings file: none, as no home folder is set")
		case found:
			fmt.Fprintf(w, "Settings file: %s\n", look.SafeLine(file))
		default:
			fmt.Fprintf(w, "Settings file: none; gd8 config --init writes %s\n", look.SafeLine(file))
		}
		where := look.SafeLine(path) + " (" + from + ")"
		if noStore != nil {
			where = "none: " + look.SafeLine(noStore.Error())
		}
		fmt.Fprintf(w, "Store: %s\n\n", where)
		t := p.NewTable(w, "SETTING", "VALUE", "FROM")
		for n := range settings.Count {
			if err := t.Row(n.Key(), inWords(set, n), set.Where(n)); err != nil {
				return err
			}
		}
		return t.End()
	})
}

// inWords is a setting's value as an officer reads it.
func inWords(set *settings.Settings, n settings.Name) string {
	text := set.Text(n)
	switch {
	case n == settings.Line || n == settings.ASCII || n == settings.Brief || n == settings.Copy:
		return map[bool]string{true: "yes", false: "no"}[set.On(n)]
	case n == settings.IdleLock && set.IdleLock() == 0:
		return "never"
	case n == settings.IdleLock:
		return text + " minutes"
	case n == settings.ReviewYears && text != "":
		return text + " years"
	case n == settings.ReleaseLimit && text != "":
		return text + " in a hundred discards"
	case (n == settings.Purpose || n == settings.Officer) && text == "":
		return "asked at each sitting"
	case text == "":
		return "not set"
	}
	return text
}

func writeConfigured(w io.Writer, set *settings.Settings, place storePlace) error {
	c := configured{Store: place}
	c.File, c.Found = set.File()
	for n := range settings.Count {
		v := set.Value(n)
		c.Settings = append(c.Settings, settingValue{n.Key(), v.Text, v.From.String(), v.Line, n.Flag(), n.Variable()})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(c)
}
