using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputHygiene(
    [property: Description("Digest of the image.")] string Image,
    [property: Description("os/architecture[/variant].")] string Platform,
    [property: Description("The configured user as written: 65532:65532, app; empty means root.")] string User,
    [property: Description("What is executable and was looked into.")] IReadOnlyList<InputExecutable> Executables,
    [property: Description("Absent when a named user cannot be looked up.")] bool? RunsAsRoot = null,
    [property: Description("There is a shell.")] bool? HasShell = null,
    [property: Description("There is a package manager.")] bool? HasPackageManager = null);
