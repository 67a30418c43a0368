namespace Attestry.Rego.Syntax;

/// <summary>Which syntax a module is written in.</summary>
public enum RegoVersion
{
    /// <summary>OPA 1.x: <c>if</c> and <c>contains</c> are demanded, the keywords are always there.</summary>
    V1 = 0,

    /// <summary>OPA before 1.0: keywords come with <c>import future.keywords</c>, or all of v1 with <c>import rego.v1</c>.</summary>
    V0,
}
