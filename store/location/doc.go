// Package location says where a store may lie, and puts its file there.
//
// A path is checked before the file is made or opened: a network drive, a folder
// that is copied to other computers, or a link is no place for one (Check,
// Make). A file is built under a temporary name beside its own (TemporaryBeside)
// and gets its name by one rename that outlasts a power cut: over the file that
// gd8 holds (RenameInto), or where no file may be (PutNew). What a gd8 that was
// cut off left under a temporary name is swept away (SweepUnfinished).
package location
