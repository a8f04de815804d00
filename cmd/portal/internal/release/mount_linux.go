package release

import (
	"errors"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// mounted says whether another file system, or a folder bound from elsewhere
// (a container's volume), is mounted at path.
func mounted(path string) (bool, error) {
	var at, above unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_BASIC_STATS, &at)
	if err == nil && at.Attributes_mask&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return at.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0, nil
	}
	// A kernel before 5.8 shows only that the device changes.
	err = errors.Join(err, unix.Statx(unix.AT_FDCWD, filepath.Dir(path), 0, unix.STATX_BASIC_STATS, &above))
	return at.Dev_major != above.Dev_major || at.Dev_minor != above.Dev_minor, err
}
