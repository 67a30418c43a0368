using System.Text;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Feeds;

/// <summary>A document in the shape of Red Hat's, with only what a test is about.</summary>
internal static class OvalDocument
{
    internal static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Head =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:red-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux" xmlns:ind-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
          <generator><product_name>test</product_name></generator>
        """;

    private const string Tests =
        """
          <tests>
            <red-def:rpminfo_test check="at least one" comment="openssl is earlier than 1:3.0.7-27.el9" id="t:earlier"><red-def:object object_ref="o:openssl"/><red-def:state state_ref="s:earlier"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="openssl is signed" id="t:signed"><red-def:object object_ref="o:openssl"/><red-def:state state_ref="s:signed"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="openssl is installed" id="t:installed"><red-def:object object_ref="o:openssl"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" check_existence="none_exist" comment="openssl is not installed" id="t:none"><red-def:object object_ref="o:openssl"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="sudo is installed" id="t:sudo"><red-def:object object_ref="o:sudo"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="nodejs is earlier than 1:16.20.2-3" id="t:node16"><red-def:object object_ref="o:nodejs"/><red-def:state state_ref="s:node16"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="nodejs is at most 1:18.1" id="t:most"><red-def:object object_ref="o:nodejs"/><red-def:state state_ref="s:most"/></red-def:rpminfo_test>
            <red-def:rpminfo_test check="at least one" comment="sudo is 1.9" id="t:exactly"><red-def:object object_ref="o:sudo"/><red-def:state state_ref="s:exactly"/></red-def:rpminfo_test>
            <red-def:rpmverifyfile_test check="none satisfy" comment="Red Hat Enterprise Linux must be installed" id="t:release"><red-def:object object_ref="o:release"/><red-def:state state_ref="s:release"/></red-def:rpmverifyfile_test>
            <ind-def:textfilecontent54_test check="all" comment="Module nodejs:16 is enabled" id="t:module"><ind-def:object object_ref="o:module"/><ind-def:state state_ref="s:module"/></ind-def:textfilecontent54_test>
            <ind-def:textfilecontent54_test check="all" comment="Module nodejs:18 is enabled" id="t:module18"><ind-def:object object_ref="o:module"/><ind-def:state state_ref="s:module"/></ind-def:textfilecontent54_test>
          </tests>
          <objects>
            <red-def:rpminfo_object id="o:openssl"><red-def:name>openssl</red-def:name></red-def:rpminfo_object>
            <red-def:rpminfo_object id="o:sudo"><red-def:name>sudo</red-def:name></red-def:rpminfo_object>
            <red-def:rpminfo_object id="o:nodejs"><red-def:name>nodejs</red-def:name></red-def:rpminfo_object>
          </objects>
          <states>
            <red-def:rpminfo_state id="s:earlier"><red-def:arch datatype="string" operation="pattern match">aarch64|x86_64</red-def:arch><red-def:evr datatype="evr_string" operation="less than">1:3.0.7-27.el9</red-def:evr></red-def:rpminfo_state>
            <red-def:rpminfo_state id="s:signed"><red-def:signature_keyid operation="equals">199e2f91fd431d51</red-def:signature_keyid></red-def:rpminfo_state>
            <red-def:rpminfo_state id="s:node16"><red-def:evr datatype="evr_string" operation="less than">1:16.20.2-3.module+el9.2.0+19706+6e04d9d5</red-def:evr></red-def:rpminfo_state>
            <red-def:rpminfo_state id="s:most"><red-def:evr datatype="evr_string" operation="less than or equal">0:18.1-1.el9</red-def:evr></red-def:rpminfo_state>
            <red-def:rpminfo_state id="s:exactly"><red-def:evr datatype="evr_string" operation="equals">0:1.9.5-1.el9</red-def:evr></red-def:rpminfo_state>
          </states>
        </oval_definitions>
        """;

    internal const string Release = """<criterion comment="Red Hat Enterprise Linux must be installed" test_ref="t:release"/>""";

    internal static string Patch(string criteria, string cpe = "cpe:/a:redhat:enterprise_linux:9::appstream", string id = "oval:com.redhat.rhsa:def:20261") =>
        $"""
            <definition class="patch" id="{id}" version="635">
              <metadata>
                <title>RHSA-2026:1: openssl security update (Important)</title>
                <affected family="unix"><platform>Red Hat Enterprise Linux 9</platform></affected>
                <reference ref_id="RHSA-2026:1" ref_url="https://example.com" source="RHSA"/>
                <reference ref_id="CVE-2026-1" source="CVE"/>
                <reference ref_id="CVE-2026-2" source="CVE"/>
                <description>Long <![CDATA[<text>]]>.</description>
                <advisory from="a">
                  <severity>Important</severity>
                  <issued date="2026-01-02"/>
                  <updated date="2026-01-03"/>
                  <cve cvss3="7.5/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" impact="low" public="20260101">CVE-2026-1</cve>
                  <affected_cpe_list><cpe>{cpe}</cpe></affected_cpe_list>
                </advisory>
              </metadata>
              {criteria}
            </definition>
        """;

    internal static string Unpatched(string criteria, string resolutions, string id = "oval:com.redhat.cve:def:20263") =>
        $"""
            <definition class="vulnerability" id="{id}" version="635">
              <metadata>
                <title>CVE-2026-3 sudo: something (moderate)</title>
                <reference ref_id="CVE-2026-3" source="CVE"/>
                <advisory from="a">
                  <severity>Moderate</severity>
                  <updated date="2026-02-02"/>
                  <cve cvss2="5.0/AV:N/AC:L/Au:N/C:N/I:N/A:P" impact="moderate">CVE-2026-3</cve>
                  <affected>{resolutions}</affected>
                  <affected_cpe_list><cpe>cpe:/o:redhat:enterprise_linux:9</cpe></affected_cpe_list>
                </advisory>
              </metadata>
              {criteria}
            </definition>
        """;

    internal static string Of(params string[] definitions) => $"{Head}<definitions>{string.Concat(definitions)}</definitions>{Tests}";

    internal static IReadOnlyList<OsvReading> Read(string xml) => Read(Encoding.UTF8.GetBytes(xml));

    internal static IReadOnlyList<OsvReading> Read(byte[] bytes) => [.. OvalDefinitions.Read(() => new MemoryStream(bytes), Day, "rhel-9.oval.xml")];
}
