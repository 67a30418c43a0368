using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputExecutable(
    [property: Description("Path in the image.")] string Path,
    [property: Description("go when it carries Go's build information.")] string? Language = null,
    [property: Description("Version of the compiler: go1.24.1.")] string? Compiler = null,
    [property: Description("It has no symbol table and no debugging information.")] bool? Stripped = null,
    [property: Description("It loads no other library.")] bool? Static = null,
    [property: Description("It holds no paths of the machine that built it (go build -trimpath).")] bool? TrimPath = null,
    [property: Description("Its privileges grow when it runs (setuid, setgid).")] bool? SetUid = null,
    [property: Description("It is started by itself; false of shared objects.")] bool? Program = null,
    [property: Description("It can be loaded at any address (PIE), as shared objects can.")] bool? PositionIndependent = null,
    [property: Description("Tables that the loader fills are read-only afterwards: none, partial or full.")] string? Relro = null,
    [property: Description("Its stack cannot be executed (NX).")] bool? NonExecutableStack = null);
