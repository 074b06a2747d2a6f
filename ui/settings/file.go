package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/BurntSushi/toml"

	"gd8/store/files"
)

// fileName is the settings file in gd8's folder.
const fileName = "settings.toml"

// UsualPath is where the settings file lies when none is named; blank where
// the system does not say.
func UsualPath(getenv func(string) string) string {
	folder := configFolder(runtime.GOOS, getenv)
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "gd8", fileName)
}

// configFolder is the user's folder for settings; blank where none is set.
func configFolder(system string, getenv func(string) string) string {
	home := getenv("HOME")
	switch system {
	case "windows":
		if folder := getenv("AppData"); files.Unexpanded(folder) == "" {
			return folder
		}
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support")
		}
	default:
		if config := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(config) {
			return config
		}
		if home != "" {
			return filepath.Join(home, ".config")
		}
	}
	return ""
}

// entries are the settings a file has.
type entries map[Name]Value

// maxFile is the size in bytes of the largest settings file.
const maxFile = 64 << 10

// read reads a settings file. found is false where there is none, which is an
// error only for one that was named.
func read(path string, named bool) (file entries, found bool, err error) {
	f, err := os.Open(path)
	// Where a file stands in the place of a folder there is none either.
	if missing := errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR); missing && !named {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, unreadable(path, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, false, unreadable(path, err)
	case len(text) > maxFile:
		return nil, false, &Error{FromFile, inFile(path, 0), fmt.Errorf("it is larger than %d KiB; is it the right file?", maxFile>>10)}
	}
	file, err = parse(path, string(text))
	return file, true, err
}

func unreadable(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // the path is named once
	}
	return &Error{FromFile, inFile(path, 0), fmt.Errorf("it could not be read: %w; check its name and who may read it, or name another with --settings FILE", err)}
}

// inFile names a settings file and a line of it, 0 for none.
func inFile(path string, line int) string {
	if line == 0 {
		return fmt.Sprintf("settings file %q", path)
	}
	return fmt.Sprintf("settings file %q, line %d", path, line)
}

// parse reads the text of a settings file.
func parse(path, text string) (entries, error) {
	var values map[string]toml.Primitive
	meta, err := toml.Decode(text, &values)
	if err != nil {
		return nil, invalid(path, text, err)
	}
	file := entries{}
	for _, key := range meta.Keys() {
		line, value := placed(&meta, values, key)
		n := slices.Index(Keys(), key[0])
		if n < 0 {
			return nil, &Error{FromFile, inFile(path, line), fmt.Errorf("there is no setting %q; gd8 takes %s", key[0], list(Keys()))}
		}
		text, err := Name(n).fromFile(value)
		if err != nil {
			return nil, &Error{FromFile, inFile(path, line), fmt.Errorf("%s: %w", key[0], err)}
		}
		file[Name(n)] = Value{Text: text, From: FromFile, Line: line}
	}
	return file, nil
}

// placed is what a key stands for and its line. A dotted key and a table name
// something within what stands for its first part, and have the line.
func placed(meta *toml.MetaData, values map[string]toml.Primitive, key toml.Key) (line int, value any) {
	for i := range key {
		var e entry
		var at toml.ParseError
		errors.As(meta.PrimitiveDecode(values[key[i]], &e), &at)
		if i == 0 {
			value = e.value
		}
		if line = at.Position.Line; line > 0 {
			break
		}
		within := map[string]toml.Primitive{}
		if err := meta.PrimitiveDecode(values[key[i]], &within); err != nil {
			break
		}
		values = within
	}
	return line, value
}

// entry takes in a value of the file. It always gives an error, as the decoder
// says only with one in which line the value stands.
type entry struct{ value any }

var errPlaced = errors.New("a value, with its place")

// UnmarshalTOML takes a value.
func (e *entry) UnmarshalTOML(value any) error {
	e.value = value
	return errPlaced
}

// invalid says why a text is no TOML.
func invalid(path, text string, err error) error {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		return &Error{FromFile, inFile(path, 0), fmt.Errorf("it is not valid TOML: %w", err)}
	}
	next := `gd8 takes lines such as theme = "light"`
	lines := strings.Split(text, "\n")
	if at := syntax.Position.Line - 1; at >= 0 && at < len(lines) && strings.Contains(lines[at], `\`) {
		next = `a path with \ stands in 'single quotes'`
	}
	return &Error{FromFile, inFile(path, syntax.Position.Line), fmt.Errorf("it is not valid TOML: %s; %s", strings.TrimSuffix(syntax.Message, "."), next)}
}

// fromFile is a value of the file as the text that a flag would have.
func (n Name) fromFile(value any) (string, error) {
	about := n.about()
	var text string
	switch v := value.(type) {
	case []any:
		if !about.list {
			return "", fmt.Errorf("it is a list; gd8 takes a line such as %s = %s", about.key, about.example)
		}
		var err error
		if text, err = listed(about, v); err != nil {
			return "", err
		}
	case string:
		if about.list {
			return "", fmt.Errorf("it is a text; gd8 takes a list such as %s", about.example)
		}
		if about.toggle {
			return "", errors.New("it is a text; gd8 takes true or false without quotes")
		}
		if about.number {
			return "", fmt.Errorf("it is a text; gd8 takes a whole number without quotes, such as %s", about.example)
		}
		if text = strings.TrimSpace(v); text == "" {
			return "", errBlank
		}
	case int64:
		switch {
		case about.toggle:
			return "", errors.New("it is a number; gd8 takes true or false")
		case !about.number:
			return "", fmt.Errorf("it is a number; gd8 takes %s", about.wants())
		}
		text = strconv.FormatInt(v, 10)
	case bool:
		if !about.toggle {
			return "", fmt.Errorf("it is neither a text nor a number; gd8 takes a line such as %s = %s", about.key, about.example)
		}
		text = strconv.FormatBool(v)
	default:
		return "", fmt.Errorf("it is neither a text nor a number; gd8 takes a line such as %s = %s", about.key, about.example)
	}
	return text, about.check(text)
}

// wants is what a setting that is no number takes.
func (about setting) wants() string {
	if about.list {
		return "a list such as " + about.example
	}
	return "a text in quotes, such as " + about.example
}

// listed is a list of the file as one text.
func listed(about setting, values []any) (string, error) {
	var names []string
	for _, v := range values {
		name, ok := v.(string)
		if name = strings.TrimSpace(name); !ok || name == "" || strings.Contains(name, ",") {
			return "", fmt.Errorf("a name in it is blank, has a comma or is no text; gd8 takes a list such as %s", about.example)
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "", errBlank
	}
	return strings.Join(names, ", "), nil
}

func list(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Example is a settings file that sets nothing: every line of it is a comment
// that says what could be set.
func Example() string {
	var b strings.Builder
	b.WriteString("# Settings of gd8. Take the # away before a line to set it; gd8 config shows what\n# is in effect. A flag and the environment come before this file.\n")
	for n := range Count {
		about := n.about()
		b.WriteString("\n# " + strings.ReplaceAll(about.about, "\n", "\n# ") + "\n")
		fmt.Fprintf(&b, "#%s = %s\n", about.key, about.example)
	}
	return b.String()
}

// Recognise reports whether a file is one of settings, whatever its name and
// whether or not all in it is right: it begins as Example does, or sets
// something that is a setting.
func Recognise(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(text) > maxFile {
		return false, err
	}
	first, _, _ := strings.Cut(Example(), "\n")
	if strings.HasPrefix(string(text), first) {
		return true, nil
	}
	var values map[string]toml.Primitive
	if _, err := toml.Decode(string(text), &values); err != nil {
		return false, nil
	}
	return slices.ContainsFunc(Keys(), func(key string) bool { _, set := values[key]; return set }), nil
}
