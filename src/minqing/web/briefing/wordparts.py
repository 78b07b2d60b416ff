"""The parts of a Word document that are the same in each."""

from typing import Final

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats"

HEAD: Final = f'{_XML}<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
KINDS: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{_TYPE}-officedocument.wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}-officedocument.wordprocessingml.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_TYPE}-package.core-properties+xml"/></Types>'
)
ROOT_WAYS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="main" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="about" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
WAYS: Final = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{{links}}</Relationships>'
STYLES_WAY: Final = f'<Relationship Id="styles" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
WAY: Final = (
    f'<Relationship Id="{{id}}" Type="{_OFFICE}/relationships/hyperlink" Target={{href}} TargetMode="External"/>'
)
ABOUT: Final = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
)


def _style(key: str, name: str, paragraph: str, letters: str, based: str = "Normal") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if key != "Normal" else ""
    first = ' w:default="1"' if key == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>{on}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


_FONTS: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="宋体" w:cs="Arial"/><w:lang w:eastAsia="zh-CN"/>'
_SIDES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C959F"/>' for side in ("top", "bottom", "insideH")
)
STYLES: Final = (
    f'{_XML}<w:styles xmlns:w="{_MAIN}">'
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}</w:rPr></w:rPrDefault></w:docDefaults>"
    + _style("Normal", "Normal", '<w:spacing w:after="100" w:line="320" w:lineRule="auto"/>', '<w:sz w:val="22"/>')
    + _style("Small", "Small", '<w:spacing w:after="60"/>', '<w:color w:val="57606A"/><w:sz w:val="18"/>')
    + _style(
        "Cell", "Cell", '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="19"/>'
    )
    + _style(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:after="120"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="36"/>',
    )
    + _style(
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="26"/>',
    )
    + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0B5348"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
    f"<w:tblPr><w:tblBorders>{_SIDES}</w:tblBorders></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>'
)
