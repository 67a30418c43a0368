using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputHygiene(
    [property: Description("Digest of the image.")] string Image,
    [property: Description("os/architecture[/variant].")] string Platform,
    [property: Description("The configured user as written: 65532:65532, app; empty means root.")] string User,
    [property: Description("Programs and shared objects that no package of the distribution owns, and every file that runs as its owner.")] IReadOnlyList<InputExecutable> Executables,
    [property: Description("Absent when a named user cannot be looked up.")] bool? RunsAsRoot = null,
    [property: Description("There is a shell. Absent when none was seen and not every layer could be read.")] bool? HasShell = null,
    [property: Description("There is a package manager. Absent when none was seen and not every layer could be read.")] bool? HasPackageManager = null,
    [property: Description("There are, or may be, more executables than are listed.")] bool? ExecutablesCut = null);
