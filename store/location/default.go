package location

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"gd8/store/files"
)

// FileName is the store's name in the folder it lies in.
const FileName = "gd8.db"

// Default is where the store lies when nothing else is said: in the folder
// gd8 of the user's data folder. getenv reads the environment.
func Default(getenv func(string) string) (string, error) {
	folder, err := dataFolder(runtime.GOOS, getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, "gd8", FileName), nil
}

func dataFolder(system string, getenv func(string) string) (string, error) {
	home := getenv("HOME")
	switch system {
	case "windows":
		local := getenv("LocalAppData")
		switch name := files.Unexpanded(local); {
		case local == "":
			return "", errors.New("%LocalAppData% is not set, so gd8 does not know where to keep its store; give --store FILE")
		case name != "":
			return "", fmt.Errorf("%%LocalAppData%% is %q, in which nobody put the value of %s in its place; give --store FILE, or have the profile mended", local, name)
		}
		return local, nil
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support"), nil
		}
	default:
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			return data, nil
		}
		if home != "" {
			return filepath.Join(home, ".local", "share"), nil
		}
	}
	return "", errors.New("no home folder is set, so gd8 does not know where to keep its store; give --store FILE")
}
