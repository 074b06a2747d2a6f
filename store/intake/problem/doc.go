// Package problem says what is wrong with a row or a file that is imported,
// gathers problems by their causes, and shows what came from a file safely.
package problem
