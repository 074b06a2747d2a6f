// Package fields has gd8's fields as files and mappings name them, and what is
// said of the values that each of them takes.
package fields
