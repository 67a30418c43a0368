namespace Attestry.Cli.Policies;

/// <summary>How a command is told what to load.</summary>
internal enum PolicyPaths
{
    /// <summary><c>--data</c> and <c>--bundle</c>, as <c>opa eval</c> has it.</summary>
    Options = 0,

    /// <summary>Arguments, which <c>--bundle</c> says are bundles, as <c>opa test</c> has it.</summary>
    Arguments,

    /// <summary>The command has one bundle and reads it itself.</summary>
    OneBundle,

    /// <summary>The command packs a folder: there is nothing to verify.</summary>
    Packing,
}
