// Package jsonrows finds the objects of a JSON file one by one, however long the
// file is, and gives their members as they stand there. What a member is to gd8
// is package intake's to say.
package jsonrows
