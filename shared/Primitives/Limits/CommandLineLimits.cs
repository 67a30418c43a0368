namespace Attestry.Primitives.Limits;

/// <summary>How much the command line reads of the files and answers that it is given.</summary>
public static class CommandLineLimits
{
    /// <summary>Of a container tool's <c>config.json</c>: a login is some hundred bytes.</summary>
    public const int LoginBytes = 1 << 20;

    /// <summary>Of a policy: a deny list of ten thousand packages has some two megabytes.</summary>
    public const int PolicyBytes = 4 << 20;

    /// <summary>A password, token or API key; registries' tokens reach some kilobytes.</summary>
    public const int SecretCharacters = 64 << 10;

    /// <summary>Of a server's answer: a digest in a hundred repositories, each with a hundred reasons.</summary>
    public const int AnswerBytes = 16 << 20;
}
