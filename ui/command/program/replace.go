package program

import (
	"errors"
	"fmt"
	"os"

	"gd8/store/export"
	"gd8/ui/settings"
)

// errSettingsKept says that a file is one of settings, which nothing replaces.
var errSettingsKept = errors.New("it is a settings file of gd8, which nothing that gd8 writes replaces; give another name")

// Replace is what a command that writes a file may take the place of: with
// force any file but a store, a backup of one and a settings file.
func (p *Run) Replace(force bool) export.Replace {
	return export.Replace{Force: force, Spare: p.spareSettings}
}

// spareSettings refuses the settings file in use, and any other.
func (p *Run) spareSettings(path string) error {
	inUse := p.SettingsFile()
	if inUse == "" {
		inUse = settings.UsualPath(p.Getenv)
	}
	there, err := os.Stat(path)
	if err != nil {
		return err
	}
	if used, err := os.Stat(inUse); err == nil && os.SameFile(there, used) {
		return errSettingsKept
	}
	switch kept, err := settings.Recognise(path); {
	case err != nil:
		return fmt.Errorf("gd8 could not see whether it is a settings file, and so leaves it as it is (%w); give another name", err)
	case kept:
		return errSettingsKept
	}
	return nil
}
