package release

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks the open file (LockFileEx) or returns errHeld. A lock of Windows
// keeps others from reading what it covers, so it covers one byte far behind
// the text, which says who holds it.
func tryLock(file *os.File) error {
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var locked error
	err = conn.Control(func(fd uintptr) {
		far := windows.Overlapped{OffsetHigh: 1}
		locked = windows.LockFileEx(windows.Handle(fd), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &far)
	})
	if errors.Is(locked, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return errors.Join(err, locked)
}
