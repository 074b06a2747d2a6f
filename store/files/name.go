package files

import (
	"fmt"
	"runtime"
	"strings"
	"unicode/utf16"
)

// CheckName refuses a path that this system would not take for that of a file,
// however it looks: on Windows the name of a device (CON, NUL, COM1), one with
// a colon, or one that ends with a full stop or space, which Windows drops.
func CheckName(path string) error {
	if runtime.GOOS != "windows" {
		return nil
	}
	return checkWindowsName(path)
}

// CheckPortableName refuses a name that a file could not have on Windows, on
// every system: what leaves gd8 goes to others.
func CheckPortableName(name string) error {
	switch {
	case strings.ContainsAny(name, `\/`):
		return fmt.Errorf("%q has a \\, which a name on Windows cannot have; give another name", name)
	case len(utf16.Encode([]rune(name))) > maxPortable:
		return fmt.Errorf("%q is longer than a name on Windows can be (%d characters); give another name", name, maxPortable)
	}
	for _, r := range name {
		if r < ' ' {
			return fmt.Errorf("%q has a control character, which a name on Windows cannot have; give another name", name)
		}
	}
	return checkWindowsName(`x\` + name) // x: a drive's letter is none of it
}

// maxPortable is how many UTF-16 units a name on Windows has.
const maxPortable = 255

func checkWindowsName(path string) error {
	for _, name := range windowsElements(path) {
		switch {
		case isDevice(name):
			return fmt.Errorf("%q is the name of a device on Windows, not of a file; give another name", name)
		case strings.ContainsAny(name, `<>:"|?*`):
			return fmt.Errorf("%q has a character that a name on Windows cannot have (one of < > : \" | ? *); give another name", name)
		case strings.Trim(name, ".") != "" && strings.TrimRight(name, ". ") != name:
			return fmt.Errorf("%q ends with a full stop or a space, which Windows drops; give another name", name)
		}
	}
	return nil
}

// windowsElements are the names of a path, without its drive.
func windowsElements(path string) []string {
	path = strings.ReplaceAll(path, "/", `\`)
	path = strings.TrimPrefix(path, `\\?\`)
	if len(path) >= 2 && path[1] == ':' {
		path = path[2:]
	}
	return strings.FieldsFunc(path, func(r rune) bool { return r == '\\' })
}

// isDevice reports whether Windows takes a name for a device's. It looks at
// what stands before the first full stop or colon, in any case.
func isDevice(name string) bool {
	if i := strings.IndexAny(name, ".:"); i >= 0 {
		name = name[:i]
	}
	switch name = strings.ToUpper(strings.TrimRight(name, " ")); name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(name, "COM")
	if !ok {
		port, ok = strings.CutPrefix(name, "LPT")
	}
	return ok && port != "" && strings.Contains("0 1 2 3 4 5 6 7 8 9 ¹ ² ³", port)
}

// IsUNC reports whether a path names, as Windows reads it, a folder shared by
// another computer: \\server\share, with either slash, or \\?\UNC\server\share.
func IsUNC(path string) bool {
	path = strings.ToUpper(strings.ReplaceAll(path, "/", `\`))
	if local, ok := strings.CutPrefix(path, `\\?\`); ok {
		return strings.HasPrefix(local, `UNC\`)
	}
	return strings.HasPrefix(path, `\\`) && !strings.HasPrefix(path, `\\.\`)
}

// Unexpanded is the first %NAME% in a path, blank where there is none: a variable
// that should have been replaced by its value, and is no name of a folder.
func Unexpanded(path string) string {
	for rest := path; ; {
		_, after, found := strings.Cut(rest, "%")
		if !found {
			return ""
		}
		name, _, closed := strings.Cut(after, "%")
		if closed && name != "" && strings.Trim(name, variableLetters) == "" {
			return "%" + name + "%"
		}
		rest = after
	}
}

// variableLetters are those that the names of variables on Windows are made of.
const variableLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_()"
