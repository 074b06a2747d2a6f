// Package template writes an empty file with all of gd8's columns, for an
// officer to fill in and import. It is a room of its own because excelize, by
// which it writes a workbook, is loaded by what imports it.
package template
