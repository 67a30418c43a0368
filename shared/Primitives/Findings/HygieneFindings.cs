namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is notable about how an image is made.</summary>
public static class HygieneFindings
{
    /// <summary>A key or token lies in a layer.</summary>
    public const string Secret = "hygiene.secret";

    /// <summary>A program runs as its owner, whoever starts it.</summary>
    public const string Setuid = "hygiene.setuid";

    /// <summary>Every user may change a file or directory.</summary>
    public const string WorldWritable = "hygiene.world-writable";

    /// <summary>There are programs that install software.</summary>
    public const string PackageManager = "hygiene.package-manager";

    /// <summary>There is a command interpreter.</summary>
    public const string Shell = "hygiene.shell";

    /// <summary>Files that later layers remove or replace make a notable part of the image.</summary>
    public const string Wasted = "hygiene.wasted";
}
