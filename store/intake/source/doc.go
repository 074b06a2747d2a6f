// Package source opens what is imported, a file, a stream or what was held of
// one, tells its format by its name and first bytes, and gives its text in UTF-8.
package source
