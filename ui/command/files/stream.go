package files

import (
	"context"
	"io/fs"
	"os"

	"gd8/store/importer"
	"gd8/store/intake/source"
)

// This file reads inputs that can be read once: standard input and named
// pipes.

// standardInput is what standard input is called in messages.
const standardInput = "standard input"

// source is the input of that name, to be read once; - is standard input.
func (p commands) source(name string) source.Source {
	switch {
	case name == "-":
		return source.Stream(standardInput, p.In)
	case isPipe(name):
		if f, err := os.Open(name); err == nil {
			return source.Stream(name, f)
		}
	}
	return source.File(name)
}

func isPipe(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode()&fs.ModeNamedPipe != 0
}

// twice is the input of that name, to be read twice: what can be read once is
// held in memory. Waiting for it ends with ctx.
func (p commands) twice(ctx context.Context, name string, max int64) (source.Source, error) {
	if name != "-" && !isPipe(name) {
		return source.File(name), nil
	}
	type result struct {
		src source.Source
		err error
	}
	done := make(chan result, 1)
	go func() {
		in, called := p.In, standardInput
		if name != "-" {
			called = name
			f, err := os.Open(name)
			if err != nil {
				done <- result{source.File(name), nil} // which says why
				return
			}
			defer f.Close()
			in = f
		}
		src, err := source.Hold(called, in, max)
		done <- result{src, err}
	}()
	select {
	case r := <-done:
		return r.src, r.err
	case <-ctx.Done():
		return nil, importer.ErrCancelled
	}
}
