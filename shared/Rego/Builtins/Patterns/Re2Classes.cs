namespace Attestry.Rego.Builtins.Patterns;

/// <summary>RE2's named sets of characters, as .NET writes them between brackets. Perl's and POSIX's hold ASCII only.</summary>
internal static class Re2Classes
{
    internal static string? Perl(char name) => name switch
    {
        'd' => "0-9",
        's' => @"\t\n\f\r ",
        'w' => "0-9A-Za-z_",
        _ => null,
    };

    internal static string? Posix(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => @"\u0000-\u007f",
        "blank" => @"\t ",
        "cntrl" => @"\u0000-\u001f\u007f",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => @"!-/:-@\[-`{-~",
        "space" => @"\t\n\v\f\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => null,
    };

    /// <summary>General categories, and the scripts that are told apart most often.</summary>
    internal static string? Unicode(string name) => name switch
    {
        "Any" => @"\s\S",
        "L" or "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "M" or "Mn" or "Mc" or "Me" or "N" or "Nd" or "Nl" or "No" or "P" or "Pc" or "Pd" or "Ps" or "Pe"
            or "Pi" or "Pf" or "Po" or "S" or "Sm" or "Sc" or "Sk" or "So" or "Z" or "Zs" or "Zl" or "Zp" or "C" or "Cc" or "Cf" or "Co" or "Cs" => $@"\p{{{name}}}",
        "Latin" => @"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff",
        "Greek" => @"\u0370-\u0373\u0375-\u0377\u037a-\u037d\u037f\u0384\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
        "Cyrillic" => @"\u0400-\u0484\u0487-\u052f\u1c80-\u1c88\u1d2b\u2de0-\u2dff\ua640-\ua69f",
        "Hebrew" => @"\u0591-\u05f4",
        "Arabic" => @"\u0600-\u0604\u0606-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u063f\u0641-\u064a\u0656-\u06ff\u0750-\u077f",
        "Han" => @"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9",
        "Hiragana" => @"\u3041-\u3096\u309d-\u309f",
        "Katakana" => @"\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d",
        _ => null,
    };
}
