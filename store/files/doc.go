// Package files is what gd8 asks of a file system, where one system differs
// from another: files that are their owner's alone, names that are those of
// files, and renames that a virus scanner cannot foil.
//
// The rules of Windows are functions of their own that know no system, so that
// they are tested everywhere; the files named _windows only call that system.
package files
