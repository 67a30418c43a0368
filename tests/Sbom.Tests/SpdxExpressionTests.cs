using System.Text.Json;
using Attestry.Sbom.Licences;

namespace Attestry.Sbom.Tests;

public sealed class SpdxExpressionTests
{
    [Theory]
    [InlineData("MIT", "MIT", true)]
    [InlineData("mit", "MIT", true)]
    [InlineData("Expat", "MIT", true)]
    [InlineData("GPL-2+", "GPL-2.0-or-later", true)]
    [InlineData("GPL-2.0+", "GPL-2.0+", true)]
    [InlineData("Apache-2.0+", "Apache-2.0+", false)]
    [InlineData("MIT or Apache-2.0", "MIT OR Apache-2.0", false)]
    [InlineData("(MIT AND (BSD-3-Clause OR ISC))", "(MIT AND (BSD-3-Clause OR ISC))", false)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", false)]
    [InlineData("Apache License, Version 2.0", "Apache-2.0", true)]
    [InlineData("The Apache Software License, Version 2.0", "Apache-2.0", true)]
    [InlineData("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0", true)]
    [InlineData("https://opensource.org/licenses/MIT", "MIT", true)]
    [InlineData("The MIT License (MIT)", "MIT", true)]
    [InlineData("Eclipse Public License - v 2.0", "EPL-2.0", true)]
    [InlineData("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0", true)]
    [InlineData("GNU Lesser General Public License v3 or later (LGPLv3+)", "LGPL-3.0-or-later", true)]
    [InlineData("GNU General Public License, version 2 with the GNU Classpath Exception", "GPL-2.0-only WITH Classpath-exception-2.0", false)]
    [InlineData("MIT/Apache-2.0", "MIT OR Apache-2.0", false)]
    [InlineData("ASL 2.0 and (MIT or GPLv2+)", "Apache-2.0 AND (MIT OR GPL-2.0-or-later)", false)]
    [InlineData("(Apache License, Version 2.0) OR (Eclipse Public License 1.0)", "Apache-2.0 OR EPL-1.0", false)]
    public void Reads_expressions(string declared, string text, bool isIdentifier)
    {
        SpdxExpression.TryParse(declared, out var expression).ShouldBeTrue();
        (expression.Text, expression.IsIdentifier).ShouldBe((text, isIdentifier));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("SEE LICENSE IN LICENSE.txt")]
    [InlineData("MIT BSD GPL2+")]
    [InlineData("MIT AND")]
    [InlineData("(MIT")]
    [InlineData("MIT)")]
    [InlineData("()")]
    [InlineData("MIT WITH MIT")]
    [InlineData("Proprietary")]
    [InlineData("BSD License")]
    [InlineData("GPL")]
    [InlineData("Public Domain and MIT")]
    [InlineData("https://example.org/licenses/MIT")]
    [InlineData("a/b")]
    public void Refuses_what_is_none(string? declared) => SpdxExpression.TryParse(declared, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_deep_nesting() => SpdxExpression.TryParse(new string('(', 5000) + "MIT" + new string(')', 5000), out _).ShouldBeFalse();

    [Fact]
    public void Knows_no_identifier_that_the_list_has_not()
    {
        if (Corpora.Path("schemas/cyclonedx/spdx.schema.json") is not { } path)
            return;
        using var schema = JsonDocument.Parse(File.ReadAllBytes(path));
        var listed = schema.RootElement.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).ToHashSet();
        SpdxIdentifiers.All.Where(id => !listed.Contains(id)).ShouldBeEmpty();
        SpdxIdentifiers.All.Count().ShouldBeGreaterThan(250);
    }
}
