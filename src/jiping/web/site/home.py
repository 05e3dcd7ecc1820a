"""Where the workbench keeps its data: ``JIPING_HOME``, made on the first start."""

import errno
import os
import secrets
from pathlib import Path

_TROUBLES = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘限额已满",
    errno.ENOENT: "文件或文件夹不存在",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
}


def home() -> Path:
    """The data folder: ``JIPING_HOME``, else ``~/.local/share/jiping``. Made, for its
    owner alone, where it is not there. Raises ValueError where that cannot be."""
    default = Path.home() / ".local" / "share" / "jiping"
    folder = Path(os.environ.get("JIPING_HOME") or default).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise ValueError(
            f"数据文件夹“{folder}”建不了（{trouble(fault)}），请检查 JIPING_HOME。"
        ) from fault
    return folder


def trouble(fault: OSError) -> str:
    """What is the matter with a file, in Chinese."""
    return _TROUBLES.get(fault.errno or 0) or fault.strerror or str(fault)


def secret_key(folder: Path) -> str:
    """The key that signs sessions: ``JIPING_SECRET_KEY``, else one kept in the folder,
    made on the first start and readable by its owner alone. Raises ValueError where it
    can be neither read nor written."""
    given = os.environ.get("JIPING_SECRET_KEY")
    if given:
        return given
    try:
        return _kept(folder / "secret.key")
    except OSError as fault:
        raise ValueError(
            f"数据文件夹“{folder}”不能读写（{trouble(fault)}），"
            "请检查磁盘和文件夹的权限。"
        ) from fault


def _kept(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    key = secrets.token_urlsafe(64)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
    except OSError:
        # Else the next start would take half a key, or none, for one.
        path.unlink()
        raise
    return key
