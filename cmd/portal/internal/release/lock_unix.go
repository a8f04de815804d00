//go:build unix

package release

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock locks the open file (flock(2)) or returns errHeld.
func tryLock(file *os.File) error {
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var locked error
	err = conn.Control(func(fd uintptr) {
		for {
			locked = unix.Flock(int(fd), unix.LOCK_EX|unix.LOCK_NB)
			if locked != unix.EINTR {
				return
			}
		}
	})
	if errors.Is(locked, unix.EWOULDBLOCK) {
		return errHeld
	}
	return errors.Join(err, locked)
}
