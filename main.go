// Command gd8 helps a police Disclosure Unit officer work through incidents of
// youth produced sexual imagery under GD8 and the AT2 Single Incident Table.
package main

import (
	"os"

	"gd8/ui/command"
)

func main() { os.Exit(command.Main()) }
