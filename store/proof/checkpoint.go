package proof

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Checkpoint is the journal's state at one moment: enough, kept elsewhere, to
// tell later that the history up to it is the one that was sealed.
type Checkpoint struct {
	Store       string // its ID
	Incarnation string // "" in one of a gd8 before there were any
	Entries     uint64
	Head        string // SHA-256 in hexadecimal
	// Root is that of the tree of hashes over the entries, by which one of them
	// can be proved; "" in a checkpoint of a gd8 before there was one.
	Root string
	At   time.Time
}

// String is the checkpoint as an officer prints or keeps it. ParseCheckpoint
// reads it back.
func (c Checkpoint) String() string {
	life, root := "", ""
	if c.Incarnation != "" {
		life = "incarnation " + c.Incarnation + "\n"
	}
	if c.Root != "" {
		root = "root        " + c.Root + "\n"
	}
	return fmt.Sprintf("gd8 checkpoint\nstore       %s\n%sentries     %d\nhead        %s\n%stime        %s\n",
		c.Store, life, c.Entries, c.Head, root, c.At.UTC().Format(time.RFC3339))
}

// ParseCheckpoint reads a checkpoint as String writes it. Other lines, such
// as those of a mail around it, are passed over.
func ParseCheckpoint(text string) (Checkpoint, error) {
	var c Checkpoint
	var err error
	found := map[string]bool{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		value = strings.TrimSpace(value)
		switch name {
		case "store":
			c.Store = value
		case "incarnation":
			c.Incarnation = value
		case "entries":
			c.Entries, err = strconv.ParseUint(value, 10, 64)
		case "head":
			c.Head = value
		case "root":
			c.Root = value
		case "time":
			c.At, err = time.Parse(time.RFC3339, value)
			c.At = c.At.UTC()
			if year := c.At.Year(); year < 1 || year > 9999 { // which cannot be written
				return c, errCheckpoint
			}
		default:
			continue
		}
		if err != nil || found[name] {
			return c, errCheckpoint
		}
		found[name] = true
	}
	if !found["store"] || !found["entries"] || !found["head"] || !found["time"] || len(c.Store) != 32 || len(c.Head) != 64 ||
		found["incarnation"] && len(c.Incarnation) != 32 || found["root"] && len(c.Root) != 64 {
		return c, errCheckpoint
	}
	return c, nil
}

var errCheckpoint = errors.New("this is not a whole gd8 checkpoint: it has lines for store, entries, head and time")
