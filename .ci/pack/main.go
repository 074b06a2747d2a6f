// Command pack makes what lies in a release beside the programs: the licence
// texts and the bill of materials of what is in a program, and zip files that
// are the same byte for byte wherever and whenever they are made.
//
//	pack licences PROGRAM              to standard output
//	pack sbom PROGRAM VERSION SECONDS  to standard output; SECONDS since 1970
//	pack zip FOLDER FILE SECONDS       FOLDER's own name is the top of the zip
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "licences":
		return writeLicences(os.Stdout, args[1])
	case len(args) == 4 && args[0] == "sbom":
		at, err := moment(args[3])
		if err != nil {
			return err
		}
		return writeBill(os.Stdout, args[1], args[2], at)
	case len(args) == 4 && args[0] == "zip":
		at, err := moment(args[3])
		if err != nil {
			return err
		}
		return writeZip(args[1], args[2], at)
	}
	return fmt.Errorf("it takes licences, sbom or zip, and not %q", args)
}

func moment(seconds string) (time.Time, error) {
	n, err := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(n, 0).UTC(), err
}
