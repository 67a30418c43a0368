namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>What a test asks of a system.</summary>
internal enum OvalTestKind
{
    /// <summary>Something that packages alone do not tell: whether the release is installed, who signed, which kernel runs. Taken for fulfilled.</summary>
    Other = 0,

    /// <summary>The package is there, whatever its version.</summary>
    Installed,

    /// <summary>The package is older than the version.</summary>
    Earlier,

    /// <summary>The package is not newer than the version.</summary>
    AtMost,

    /// <summary>The package is of the version.</summary>
    Exactly,

    /// <summary>The stream of the module is enabled.</summary>
    Module,
}
